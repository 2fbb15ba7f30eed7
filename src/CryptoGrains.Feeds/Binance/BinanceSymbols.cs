using System.Text;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Binance;

/// <summary>Turns Binance's symbols into instruments, each once.</summary>
internal sealed class BinanceSymbols
{
    /// <summary>The venue in instrument names.</summary>
    public const string Venue = "BINANCE";

    /// <summary>The most names that are remembered, twice what the exchange lists. Beyond it names are made anew each time.</summary>
    private const int MaxRemembered = 8_192;

    private readonly Dictionary<string, Instrument> _spot = [];
    private readonly Dictionary<string, Instrument> _futures = [];
    private readonly Dictionary<string, Instrument>.AlternateLookup<ReadOnlySpan<char>> _spotLookup;
    private readonly Dictionary<string, Instrument>.AlternateLookup<ReadOnlySpan<char>> _futuresLookup;

    public BinanceSymbols()
    {
        _spotLookup = _spot.GetAlternateLookup<ReadOnlySpan<char>>();
        _futuresLookup = _futures.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The instrument of a symbol as the exchange wrote it.</summary>
    public bool TryFind(ReadOnlySpan<byte> symbol, bool isFutures, out Instrument instrument)
    {
        instrument = default;
        Span<char> name = stackalloc char[Instrument.MaxLength];
        if (symbol.Length > name.Length || !Ascii.IsValid(symbol))
            return false;

        name = name[..Encoding.ASCII.GetChars(symbol, name)];
        if ((isFutures ? _futuresLookup : _spotLookup).TryGetValue(name, out instrument))
            return true;

        var text = name.ToString();
        if (!TryMake(text, isFutures, out instrument))
            return false;

        var remembered = isFutures ? _futures : _spot;
        if (remembered.Count < MaxRemembered)
            remembered.Add(text, instrument);
        return true;
    }

    /// <summary>
    /// Makes the instrument of a symbol. A perpetual future bears the name of its spot pair, so it gets the <c>.P</c> that
    /// TradingView gives it; a dated one, <c>BTCUSDT_240927</c>, has a name of its own.
    /// </summary>
    public static bool TryMake(string symbol, bool isFutures, out Instrument instrument)
    {
        instrument = default;
        var suffix = isFutures && !symbol.Contains('_') ? ".P" : string.Empty;
        return !symbol.Contains(':') && Instrument.TryParse(symbol + suffix, Venue, out instrument);
    }
}
