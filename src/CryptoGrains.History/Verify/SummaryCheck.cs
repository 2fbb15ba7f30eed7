using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Verify;

/// <summary>Compares the tables that sum up: <c>gaps</c> and <c>symbols</c>, line by line.</summary>
internal static class SummaryCheck
{
    public static void Compare(DifferenceLog log, IEnumerable<GapRow> served, IEnumerable<GapRow> expected) => Compare(
        log, TableNames.Gaps, served, expected, gap => (gap.Symbol, new Timestamp(gap.From), $"the gap of {gap.Missing} {gap.Interval ?? "trades"} to {new Timestamp(gap.To)}"));

    public static void Compare(DifferenceLog log, IEnumerable<SymbolRow> served, IEnumerable<SymbolRow> expected) => Compare(
        log, TableNames.Symbols, served, expected, line => (line.Symbol, new Timestamp(line.FirstDay * TimeSpan.MicrosecondsPerDay), $"the line {line}"));

    private static void Compare<T>(
        DifferenceLog log, string table, IEnumerable<T> served, IEnumerable<T> expected, Func<T, (string Symbol, Timestamp Time, string What)> describe)
        where T : notnull
    {
        var counts = expected.CountBy(line => line).ToDictionary();
        log.Rows += counts.Values.Sum();
        foreach (var line in served)
        {
            if (!counts.TryGetValue(line, out var left))
                Add(line, "there", "absent");
            else if (left == 1)
                counts.Remove(line);
            else
                counts[line] = left - 1;
        }

        foreach (var line in counts.Keys)
            Add(line, "absent", "there");

        void Add(T line, string isServed, string isExpected)
        {
            var (symbol, time, what) = describe(line);
            log.Add(table, Instrument.Parse(symbol), time, what, isServed, isExpected);
        }
    }
}
