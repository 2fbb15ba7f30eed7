using System.Collections.Concurrent;
using System.Collections.Immutable;
using CryptoGrains.Grains;
using CryptoGrains.Market;
using NSubstitute;

namespace CryptoGrains.Gateway.Tests.Support;

/// <summary>The grains that the gateway calls, played by the test.</summary>
internal sealed class FakeMarket : ICatalogGrain
{
    private readonly ConcurrentDictionary<string, FakeSymbolGrain> _grains = new();

    public FakeMarket(params string[] instruments)
    {
        Factory = Substitute.For<IGrainFactory>();
        Factory.GetGrain<ICatalogGrain>(ICatalogGrain.Key).Returns(this);
        Factory.GetGrain<IBatchGrain>(IBatchGrain.Key).Returns(Batch);
        Factory.GetGrain<IWebhookGrain>(IWebhookGrain.Key).Returns(Webhooks);
        Factory.GetGrain<ISymbolGrain>(Arg.Any<string>())
            .Returns(call => _grains.GetOrAdd(call.ArgAt<string>(0), name => new FakeSymbolGrain(name)));
        Factory.CreateObjectReference<IChannelObserver>(Arg.Any<IGrainObserver>()).Returns(call => (IChannelObserver)call[0]);
        Catalog = [.. instruments.Select(Instrument.Parse).OrderBy(instrument => instrument.Name, StringComparer.Ordinal)];
    }

    public IGrainFactory Factory { get; }

    public FakeBatch Batch { get; } = new();

    public FakeWebhooks Webhooks { get; } = new();

    public ImmutableArray<Instrument> Catalog { get; set; }

    /// <summary>How often the catalogue was asked for a name.</summary>
    public int Lookups { get; private set; }

    /// <summary>The names that have an activation.</summary>
    public ICollection<string> Activated => _grains.Keys;

    public FakeSymbolGrain this[string instrument] => (FakeSymbolGrain)Factory.GetGrain<ISymbolGrain>(instrument);

    public Task AddAsync(ImmutableArray<ListedInstrument> instruments) => throw new NotSupportedException("The gateway adds nothing.");

    public Task<ImmutableArray<Instrument>> ListAsync() => Task.FromResult(Catalog);

    public Task<ListedInstrument?> FindAsync(Instrument instrument) => throw new NotSupportedException("The gateway reads no log.");

    public Task<bool> ContainsAsync(Instrument instrument)
    {
        Lookups++;
        return Task.FromResult(Catalog.Contains(instrument));
    }
}
