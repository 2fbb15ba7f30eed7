namespace CryptoGrains.History.Verify;

/// <summary>A year of one instrument, as the master data gives it.</summary>
/// <param name="Year">The year.</param>
/// <param name="Bars">Its candles of each of the intervals, in order. Marks that depend on what is beside a day are not set yet.</param>
/// <param name="Imported">Its imported candles by length.</param>
internal sealed record ComputedYear(int Year, IReadOnlyList<Bar>[] Bars, IReadOnlyDictionary<TimeSpan, IReadOnlyList<Bar>> Imported);
