using System.Text;
using CryptoGrains.Feeds.Archives;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Binance;

/// <summary>Turns Binance's symbols into instruments, each once.</summary>
internal sealed class BinanceSymbols
{
    /// <summary>The venue in instrument names.</summary>
    public const string Venue = "BINANCE";

    /// <summary>
    /// The most names that are remembered, twice what the exchange lists. Beyond it names are made anew each time.
    /// </summary>
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

    /// <summary>Tells what an archive file is of: what its reader said, or else what its name says.</summary>
    /// <returns>Why it can't be told, in a part of a sentence; null when it can.</returns>
    public static string? TellInstrument(Instrument? said, ArchiveName? name, bool isFutures, out Instrument instrument)
    {
        instrument = said ?? default;
        if (said is not null)
            return null;
        if (name is null)
        {
            return "its name does not tell the symbol: name it as the exchange does, such as BTCUSDT-trades-2024-08-08.zip, "
                + "or say the instrument";
        }

        if (name.Symbol.Contains("USD_", StringComparison.Ordinal))
            return $"{name.Symbol} is a COIN-M future, whose quantities count contracts and not coins";
        return TryMake(name.Symbol, isFutures, out instrument) ? null : $"the '{name.Symbol}' in its name is no symbol";
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
