using System.Globalization;
using CryptoGrains.History.Archive;
using CryptoGrains.History.Import;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Rebuild;

/// <summary>What all instruments of one rebuild share. Safe for concurrent use.</summary>
internal sealed class RebuildContext
{
    private readonly Dictionary<string, SortedSet<int>> _importedYears = new(StringComparer.Ordinal);
    private readonly ILookup<string, GapRow> _knownGaps;
    private long _days;
    private long _refused;

    public RebuildContext(HistoryTables tables, MasterVersions masters, DerivedTables derived, SliceFiles files, IEnumerable<GapRow> knownGaps)
    {
        Masters = masters;
        Derived = derived;
        Files = files;
        Trades = new ArchivedTrades(tables);
        Candles = new ImportedCandles(tables);
        TradeDays = [.. (masters.Trades?.Files.Values ?? []).Select(file => Tables.Days.NumberOf(TradesTable.DayOf(file)))];
        _knownGaps = knownGaps.ToLookup(gap => gap.Symbol, StringComparer.Ordinal);
        foreach (var file in masters.Klines?.Files.Values ?? [])
        {
            var symbol = file.PartitionValues[CandlesTable.Symbol]!;
            if (!_importedYears.TryGetValue(symbol, out var years))
                _importedYears.Add(symbol, years = []);
            years.Add(int.Parse(file.PartitionValues[CandlesTable.Year]!, CultureInfo.InvariantCulture));
        }
    }

    public MasterVersions Masters { get; }

    public DerivedTables Derived { get; }

    public SliceFiles Files { get; }

    public ArchivedTrades Trades { get; }

    public ImportedCandles Candles { get; }

    /// <summary>The days of which there are trades of any instrument, counted from 1970.</summary>
    public SortedSet<int> TradeDays { get; }

    /// <summary>How many days of instruments were computed.</summary>
    public long Days => Interlocked.Read(ref _days);

    /// <summary>How many trades were left out.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>The years of which there are imported candles of an instrument.</summary>
    public IReadOnlyCollection<int> ImportedYearsOf(string symbol) => _importedYears.TryGetValue(symbol, out var years) ? years : [];

    /// <summary>What was known to be missing of an instrument.</summary>
    public IEnumerable<GapRow> KnownGapsOf(string symbol) => _knownGaps[symbol];

    public void CountDays(long days) => Interlocked.Add(ref _days, days);

    public void CountRefused(long trades) => Interlocked.Add(ref _refused, trades);
}
