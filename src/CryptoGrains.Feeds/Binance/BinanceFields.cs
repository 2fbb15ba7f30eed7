using System.Text.Json;
using CryptoGrains.Feeds.Text;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Binance;

/// <summary>
/// The fields of one Binance message that matter to us. What is missing, or of another type, stays null or empty.
/// </summary>
internal ref struct BinanceFields
{
    /// <summary><c>e</c> is <c>trade</c>.</summary>
    public bool IsTrade;

    /// <summary>There is an <c>X</c>: only the trades of futures carry it.</summary>
    public bool IsFutures;

    /// <summary><c>m</c>.</summary>
    public bool? BuyerIsMaker;

    /// <summary><c>E</c>.</summary>
    public Timestamp? EventTime;

    /// <summary><c>T</c>.</summary>
    public Timestamp? TradeTime;

    /// <summary><c>t</c>.</summary>
    public long? TradeId;

    /// <summary><c>s</c>.</summary>
    public ReadOnlySpan<byte> Symbol;

    /// <summary><c>p</c>.</summary>
    public ReadOnlySpan<byte> Price;

    /// <summary><c>q</c>.</summary>
    public ReadOnlySpan<byte> Quantity;

    private bool _isOtherType;

    /// <summary>Whether the market traded: a future's <c>X</c> may also name the insurance fund or auto-deleveraging.</summary>
    public readonly bool IsMarket => !_isOtherType;

    /// <summary>Takes the value that the reader stands on, and passes over what it holds.</summary>
    public void Take(scoped ref Utf8JsonReader reader, byte name)
    {
        switch (name)
        {
            case (byte)'e':
                IsTrade = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("trade"u8);
                break;
            case (byte)'E':
                EventTime = TimeOf(WholeNumber(ref reader));
                break;
            case (byte)'T':
                TradeTime = TimeOf(WholeNumber(ref reader));
                break;
            case (byte)'t':
                TradeId = WholeNumber(ref reader);
                break;
            case (byte)'s':
                Symbol = Text(ref reader);
                break;
            case (byte)'p':
                Price = Text(ref reader);
                break;
            case (byte)'q':
                Quantity = Text(ref reader);
                break;
            case (byte)'m':
                BuyerIsMaker = TrueOrFalse(ref reader);
                break;
            case (byte)'X':
                IsFutures = true;
                _isOtherType = reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals("MARKET"u8);
                break;
        }

        reader.Skip();
    }

    private static bool? TrueOrFalse(scoped ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => null,
    };

    private static long? WholeNumber(scoped ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) ? value : null;

    // An escaped text is none of ours: symbols and numbers are never written so.
    private static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String or JsonTokenType.Number && !reader.ValueIsEscaped ? reader.ValueSpan : default;

    private static Timestamp? TimeOf(long? count) =>
        count is { } known ? UnixTime.FromMillisecondsOrMicroseconds(known) : null;
}
