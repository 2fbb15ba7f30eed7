namespace CryptoGrains.History.Tables;

/// <summary>The names under which a derived table's log keeps what it was computed from.</summary>
internal static class RebuildInputs
{
    /// <summary>The version of <c>trades</c>.</summary>
    public const string Trades = "input:trades";

    /// <summary>The version of <c>klines</c>.</summary>
    public const string Klines = "input:klines";

    /// <summary>What stands before a venue's name: its boundary, in µs since 1970.</summary>
    public const string Boundary = "boundary:";
}
