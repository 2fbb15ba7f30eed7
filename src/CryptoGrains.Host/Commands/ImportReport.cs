using CryptoGrains.Analytics.Candles;
using CryptoGrains.History.Import;
using CryptoGrains.Market;

namespace CryptoGrains.Host.Commands;

/// <summary>What an import of candles did, in lines.</summary>
internal static class ImportReport
{
    private const int MostExamples = 3;

    public static void Write(TextWriter output, KlineImportReport report)
    {
        foreach (var series in report.Series)
        {
            var counts = series.Counts;
            output.WriteLine(
                $"{series.Instrument} {series.Interval}: {series.Read:N0} read, {series.First} to {series.Last}; "
                + $"{counts.Added:N0} new, {counts.Same:N0} the same, {counts.Improved:N0} more complete or corrected, {counts.Stale:N0} less complete, "
                + $"{counts.Repeated:N0} repeated, {series.Refused:N0} refused; {series.Missing:N0} missing in {series.Outages:N0} gaps");
            foreach (var (held, now) in series.Conflicts.Take(MostExamples).Select(conflict => (conflict.Held, conflict.New)))
                output.WriteLine($"  {new Timestamp(now.OpenTime)}: {Numbers(held)} was held, {Numbers(now)} is now");
            foreach (var gap in series.Gaps.Take(MostExamples))
                output.WriteLine($"  {gap.Missing:N0} missing from {new Timestamp(gap.From)} to {new Timestamp(gap.To)}");
            foreach (var refusal in series.Refusals.Take(MostExamples))
                output.WriteLine($"  {refusal}");
        }

        output.WriteLine(
            $"{report.Series.Length:N0} series, {report.Read:N0} candles read: {report.Added:N0} new, {report.Improved:N0} replaced, "
            + $"{report.Stale:N0} less complete and left out, {report.Refused:N0} refused, {report.Missing:N0} missing. "
            + (report.Version is { } version ? $"klines is at version {version}." : "Nothing was new."));
    }

    private static string Numbers(in CandleRow row)
    {
        var candle = row.ToCandle(CandleSource.Batch);
        return $"{candle.Open} {candle.High} {candle.Low} {candle.Close} volume {candle.Volume}";
    }
}
