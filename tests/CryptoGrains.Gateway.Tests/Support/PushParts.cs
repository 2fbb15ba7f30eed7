using CryptoGrains.Gateway.Metrics;
using CryptoGrains.Gateway.Push;
using CryptoGrains.Gateway.Push.Channels;
using CryptoGrains.Gateway.Push.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoGrains.Gateway.Tests.Support;

/// <summary>The parts of push without a server.</summary>
internal sealed class PushParts : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public PushParts(FakeMarket? market = null)
    {
        Market = market ?? new FakeMarket("BINANCE:BTCUSDT");
        var meter = ActivatorUtilities.CreateInstance<GatewayMeter>(_services);
        Metrics = new PushMetrics(meter);
        Broker = new ChannelBroker(
            new Instruments(Market.Factory, new FakeHistory(), Options), Market.Factory, Options, Time, Metrics, NullLogger<ChannelBroker>.Instance);
    }

    public FakeMarket Market { get; }

    public FakeTime Time { get; } = new(Sample.Noon);

    public GatewayOptions Options { get; } = new();

    public PushMetrics Metrics { get; }

    public ChannelBroker Broker { get; }

    public PushConnection Connect() => new(Broker, Options, Time, Metrics, NullLogger.Instance);

    public void Dispose() => _services.Dispose();
}
