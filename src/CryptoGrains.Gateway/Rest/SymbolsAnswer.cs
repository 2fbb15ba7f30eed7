using System.Text.Json.Serialization;

namespace CryptoGrains.Gateway.Rest;

/// <summary>A page of the instruments, by name.</summary>
/// <param name="Symbols">The instruments.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
/// <param name="Warning">Which layer is missing, in a sentence; left out where none is.</param>
public sealed record SymbolsAnswer(
    IReadOnlyList<SymbolAnswer> Symbols,
    string? Next,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Warning = null);

/// <summary>One instrument.</summary>
/// <param name="Symbol">The venue's name for it: <c>BTCUSDT</c>.</param>
/// <param name="Venue">The venue: <c>BINANCE</c>.</param>
/// <param name="Instrument">The whole name: <c>BINANCE:BTCUSDT</c>.</param>
public sealed record SymbolAnswer(string Symbol, string Venue, string Instrument);
