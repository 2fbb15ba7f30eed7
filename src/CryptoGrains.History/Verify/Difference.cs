using CryptoGrains.Market;

namespace CryptoGrains.History.Verify;

/// <summary>Something that is served and is not what the master data says.</summary>
/// <param name="Table">The table.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Time">The open time of the row.</param>
/// <param name="What">The column, or <c>row</c> where a whole one is missing or too much.</param>
/// <param name="Served">What is served.</param>
/// <param name="Expected">What the master data gives.</param>
public sealed record Difference(string Table, Instrument Instrument, Timestamp Time, string What, string Served, string Expected)
{
    /// <summary>A sentence.</summary>
    public override string ToString() => $"{Table}: {Instrument} at {Time}: {What} is {Served} and should be {Expected}.";
}
