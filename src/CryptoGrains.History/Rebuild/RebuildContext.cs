using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Archive;
using CryptoGrains.History.Import;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Rebuild;

/// <summary>What all instruments of one rebuild share. Safe for concurrent use.</summary>
internal sealed class RebuildContext
{
    private readonly Dictionary<string, SortedDictionary<int, List<AddFile>>> _imported = new(StringComparer.Ordinal);
    private readonly ImportedCandles _candles;
    private readonly ILookup<string, GapRow> _knownGaps;
    private long _days;
    private long _refused;

    public RebuildContext(HistoryTables tables, MasterVersions masters, DerivedTables derived, SliceFiles writing, IEnumerable<GapRow> knownGaps)
    {
        Masters = masters;
        Derived = derived;
        Files = writing;
        Trades = new ArchivedTrades(tables);
        _candles = new ImportedCandles(tables);
        TradeDays = [.. (masters.Trades?.Files.Values ?? []).Select(file => Tables.Days.NumberOf(TradesTable.DayOf(file)))];
        _knownGaps = knownGaps.ToLookup(gap => gap.Symbol, StringComparer.Ordinal);
        foreach (var file in masters.Klines?.Files.Values ?? [])
        {
            var slice = KlinesTable.SliceOf(file);
            if (!_imported.TryGetValue(slice.Instrument.Name, out var years))
                _imported.Add(slice.Instrument.Name, years = []);
            if (!years.TryGetValue(slice.Year, out var files))
                years.Add(slice.Year, files = []);
            files.Add(file);
        }
    }

    public MasterVersions Masters { get; }

    public DerivedTables Derived { get; }

    public SliceFiles Files { get; }

    public ArchivedTrades Trades { get; }

    /// <summary>The days of which there are trades of any instrument, counted from 1970.</summary>
    public SortedSet<int> TradeDays { get; }

    /// <summary>How many days of instruments were computed.</summary>
    public long Days => Interlocked.Read(ref _days);

    /// <summary>How many trades were left out.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>The years of which there are imported candles of an instrument.</summary>
    public IReadOnlyCollection<int> ImportedYearsOf(string symbol) => _imported.TryGetValue(symbol, out var years) ? years.Keys : [];

    /// <summary>An instrument's imported candles of a year, by length; none where there are none.</summary>
    public async ValueTask<IReadOnlyList<(TimeSpan Length, CandleRow[] Rows)>> ReadImportedAsync(
        string symbol, int year, CancellationToken cancellationToken)
    {
        return _imported.TryGetValue(symbol, out var years) && years.TryGetValue(year, out var files)
            ? await _candles.ReadAsync(files, cancellationToken)
            : [];
    }

    /// <summary>What was known to be missing of an instrument.</summary>
    public IEnumerable<GapRow> KnownGapsOf(string symbol) => _knownGaps[symbol];

    public void CountDays(long days) => Interlocked.Add(ref _days, days);

    public void CountRefused(long trades) => Interlocked.Add(ref _refused, trades);
}
