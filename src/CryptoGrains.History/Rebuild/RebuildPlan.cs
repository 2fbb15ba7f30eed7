using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Archive;
using CryptoGrains.History.Import;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>What a rebuild has to compute.</summary>
internal sealed class RebuildPlan
{
    private readonly Dictionary<Instrument, InstrumentPlan> _instruments = [];

    private RebuildPlan()
    {
    }

    /// <summary>What has to be computed of each instrument, by name.</summary>
    public IReadOnlyList<InstrumentPlan> Instruments =>
        [.. _instruments.Values.OrderBy(plan => plan.Instrument.Name, StringComparer.Ordinal)];

    /// <summary>Finds what changed since the derived tables were computed, or takes all.</summary>
    public static async Task<RebuildPlan> MakeAsync(
        HistoryTables tables, MasterVersions masters, DerivedTables derived, bool full, CancellationToken cancellationToken)
    {
        var plan = new RebuildPlan();
        var isUntold = false;
        if (masters.Trades is { } trades)
        {
            var since = Since(derived, RebuildInputs.Trades, trades, full);
            isUntold |= await IsUntoldAsync(tables, tables.Trades, since, trades, cancellationToken);
            foreach (var (instrument, day) in await new ArchivedTrades(tables).ChangedDaysAsync(since, trades, cancellationToken))
                plan.Of(instrument).AddDay(day);
        }

        if (masters.Klines is { } klines)
        {
            var since = Since(derived, RebuildInputs.Klines, klines, full);
            isUntold |= await IsUntoldAsync(tables, tables.Klines, since, klines, cancellationToken);
            foreach (var (instrument, year) in await new ImportedCandles(tables).ChangedYearsAsync(since, klines, cancellationToken))
                plan.Of(instrument).AddImportedYear(year);
        }

        // What was computed from a table that is no more, from later versions of one that was made anew, or from one whose log no longer tells
        // what left it since, is all in question.
        var isAll = full
            || isUntold
            || IsGone(derived, RebuildInputs.Trades, masters.Trades)
            || IsGone(derived, RebuildInputs.Klines, masters.Klines);
        foreach (var interval in Intervals.All)
        {
            var table = derived.Candles(interval);
            foreach (var symbol in table.Symbols)
                plan.AddSlices(table, interval == Interval.OneDay ? derived.Prophet : table, Instrument.Parse(symbol), masters, isAll);
        }

        return plan;
    }

    private static long? Since(DerivedTables derived, string input, DeltaSnapshot master, bool full)
    {
        var covered = derived.All.Min(table => Covered(table, input) ?? MasterVersions.Nothing);
        return full || covered == MasterVersions.Nothing || covered > master.Version ? null : covered;
    }

    private static async Task<bool> IsUntoldAsync(
        HistoryTables tables, DeltaTable master, long? since, DeltaSnapshot now, CancellationToken cancellationToken) =>
        since is not null && await ChangedFiles.BetweenAsync(tables, master, since, now, cancellationToken) is null;

    private static bool IsGone(DerivedTables derived, string input, DeltaSnapshot? master) =>
        derived.All.Any(table => Covered(table, input) is { } covered && covered != MasterVersions.Nothing && !(covered <= master?.Version));

    private static long? Covered(DerivedTable table, string input) =>
        table.Snapshot is { } snapshot && snapshot.Transactions.TryGetValue(input, out var version) ? version : null;

    /// <summary>Adds the slices whose candles may be closed now, or open again, in their table or in one that follows from it; or all.</summary>
    private void AddSlices(DerivedTable table, DerivedTable follower, Instrument instrument, MasterVersions masters, bool isAll)
    {
        var interval = table.Interval!.Value;
        var now = masters.BoundaryOf(instrument.Venue) ?? MasterVersions.Nothing;
        var (then, thenOfFollower) = (BoundaryIn(table, instrument), BoundaryIn(follower, instrument));
        var length = (long)interval.Length().TotalMicroseconds;
        foreach (var (slice, file) in table.SlicesOf(instrument.Name))
        {
            // The tag of a slice tells of its own table only: when the two differ, all is looked at that lies after the earlier boundary.
            var isDue = now < then || then != thenOfFollower
                ? Slicing.DaysOf(interval, slice).End > Math.Min(now, thenOfFollower)
                : SliceTags.OpenOf(file) is { } open && open + length <= now;
            if (isAll)
                Of(instrument).AddYear(Slicing.YearOf(interval, slice));
            else if (isDue)
                Of(instrument).AddSlice(interval, slice);
        }
    }

    private static long BoundaryIn(DerivedTable table, Instrument instrument) =>
        table.Snapshot is { } snapshot && snapshot.Transactions.TryGetValue(RebuildInputs.Boundary + instrument.Venue, out var boundary)
            ? boundary
            : MasterVersions.Nothing;

    private InstrumentPlan Of(Instrument instrument)
    {
        if (!_instruments.TryGetValue(instrument, out var plan))
            _instruments.Add(instrument, plan = new InstrumentPlan(instrument));
        return plan;
    }
}
