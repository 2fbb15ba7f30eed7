using System.Collections.Immutable;
using CryptoGrains.History.Reading;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Tests.Support;

/// <summary>The batch layer without a store: it holds what the test puts in.</summary>
internal sealed class FakeHistory : ICandleHistory
{
    private readonly Dictionary<(Instrument, Interval), ImmutableArray<Candle>> _candles = [];
    private readonly Dictionary<long, Dictionary<(Instrument, Interval), ImmutableArray<Candle>>> _older = [];

    /// <summary>The newest version of every table; null where there are none.</summary>
    public long? Version { get; private set; }

    /// <summary>The boundary of every venue.</summary>
    public Timestamp? Boundary { get; set; }

    /// <summary>Set, nothing can be read, because of this.</summary>
    public string? Failure { get; set; }

    /// <summary>How many pages were read.</summary>
    public int Reads { get; private set; }

    public HistoryHealth Health => new(Failure);

    /// <summary>Commits candles as a new version.</summary>
    public FakeHistory Commit(string instrument, Interval interval, params IEnumerable<Candle> candles)
    {
        if (Version is { } before)
            _older[before] = new(_candles);
        Version = Version + 1 ?? 0;
        _candles[(Instrument.Parse(instrument), interval)] = [.. candles.Select(candle => candle with { Source = CandleSource.Batch })];
        return this;
    }

    public ValueTask<HistoryPage?> ReadAsync(CandlesAsked asked, CancellationToken cancellationToken = default)
    {
        Fail();
        Reads++;
        if (Version is not { } version)
            return new(default(HistoryPage));

        var tables = _candles;
        if (asked.AsOf is { Version: { } old } && old != version)
        {
            if (!_older.TryGetValue(old, out var found))
                return new(default(HistoryPage));
            (tables, version) = (found, old);
        }

        var inRange = tables.GetValueOrDefault((asked.Instrument, asked.Interval), [])
            .Where(candle => !(candle.OpenTime < asked.From) && !(candle.OpenTime >= asked.To)).ToArray();
        var page = asked.From is null ? inRange.TakeLast(asked.Limit) : inRange.Take(asked.Limit);
        Timestamp? next = asked.From is not null && inRange.Length > asked.Limit ? inRange[asked.Limit].OpenTime : null;
        return new(new HistoryPage(version, Boundary, [.. page], next));
    }

    public ValueTask<long?> VersionAsync(Interval interval, CancellationToken cancellationToken = default)
    {
        Fail();
        return new(Version);
    }

    public ValueTask<ImmutableArray<Instrument>> InstrumentsAsync(CancellationToken cancellationToken = default)
    {
        Fail();
        return new([.. _candles.Keys.Select(key => key.Item1).Distinct().OrderBy(instrument => instrument.Name, StringComparer.Ordinal)]);
    }

    public ValueTask<bool> ContainsAsync(Instrument instrument, CancellationToken cancellationToken = default)
    {
        Fail();
        return new(_candles.Keys.Any(key => key.Item1 == instrument));
    }

    private void Fail()
    {
        if (Failure is not null)
            throw new HistoryUnavailableException(Failure);
    }
}
