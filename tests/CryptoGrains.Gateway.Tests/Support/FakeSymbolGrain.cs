using System.Collections.Immutable;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Tests.Support;

/// <summary>
/// An instrument's grain without a market: it holds what the test puts in, and numbers what the test publishes.
/// </summary>
internal sealed class FakeSymbolGrain(string name) : ISymbolGrain
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Channel, FakeChannel> _channels = [];
    private ImmutableArray<Candle> _candles = [];
    private long _version = 1;

    public Instrument Instrument { get; } = Instrument.Parse(name);

    public MarketStatistics? Statistics { get; set; }

    public TradeGaps Gaps { get; set; } = new([], 0);

    /// <summary>Set, the candles of each interval; else <see cref="Candles"/> are those of all.</summary>
    public Func<Interval, ImmutableArray<Candle>>? Series { get; set; }

    /// <summary>Set, every call fails with it.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Set, a subscription is answered only when it completes.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Set, an end of a subscription is answered only when it completes.</summary>
    public Task GoodbyeGate { get; set; } = Task.CompletedTask;

    /// <summary>How many candle pages were asked for and given, and how many asks found nothing new.</summary>
    public int PagesGiven { get; private set; }

    public int PagesUnchanged { get; private set; }

    /// <summary>The subscriptions asked for, in order.</summary>
    public List<ChannelRequest> Subscriptions { get; } = [];

    public int Unsubscriptions { get; private set; }

    public ImmutableArray<Candle> Candles
    {
        get => _candles;
        set
        {
            _candles = value;
            _version++;
        }
    }

    public FakeChannel this[string channel]
    {
        get
        {
            Assert.True(Channel.TryParse(channel, "BINANCE", out var parsed), $"'{channel}' is no channel");
            lock (_gate)
                return Find(parsed);
        }
    }

    public Task ApplyAsync(TradeBatch batch) => throw new NotSupportedException("The gateway applies nothing.");

    public Task<long> CheckpointAsync() => throw new NotSupportedException("The gateway checkpoints nothing.");

    public Task ReleaseAsync() => throw new NotSupportedException("The gateway lets no grain go.");

    public Task ForgetAsync(Timestamp served) => Task.CompletedTask;

    public Task<CandlePage> GetCandlesAsync(CandleQuery query)
    {
        if (Failure is not null)
            return Task.FromException<CandlePage>(Failure);
        if (query.KnownVersion == _version)
        {
            PagesUnchanged++;
            return Task.FromResult(new CandlePage(_version, null, null));
        }

        PagesGiven++;
        var inRange = (Series?.Invoke(query.Interval) ?? _candles).Where(candle => candle.OpenTime >= (query.From ?? Timestamp.MinValue) && !(candle.OpenTime >= query.To)).ToArray();
        var page = query.From is null ? inRange.TakeLast(query.Limit) : inRange.Take(query.Limit);
        Timestamp? next = query.From is not null && inRange.Length > query.Limit ? inRange[query.Limit].OpenTime : null;
        return Task.FromResult(new CandlePage(_version, [.. page], next));
    }

    public Task<MarketStatistics?> GetStatisticsAsync() =>
        Failure is null ? Task.FromResult(Statistics) : Task.FromException<MarketStatistics?>(Failure);

    public Task<TradeGaps> GetGapsAsync() => Task.FromResult(Gaps);

    public async Task<ChannelState> SubscribeAsync(ChannelRequest request, IChannelObserver observer)
    {
        Task gate;
        lock (_gate)
        {
            Subscriptions.Add(request);
            gate = Gate;
        }

        await gate;
        if (Failure is not null)
            throw Failure;
        lock (_gate)
            return Find(request.Channel).Subscribe(request, observer);
    }

    public async Task UnsubscribeAsync(Channel channel, IChannelObserver observer)
    {
        await GoodbyeGate;
        lock (_gate)
        {
            Unsubscriptions++;
            Find(channel).Observers.Remove(observer);
        }
    }

    private FakeChannel Find(Channel channel)
    {
        if (!_channels.TryGetValue(channel, out var found))
            _channels.Add(channel, found = new FakeChannel(channel, _gate));
        return found;
    }
}
