using CryptoGrains.Grains.Symbols;
using Orleans.Runtime.Placement;

namespace CryptoGrains.Grains.Cluster;

/// <summary>
/// Keeps an instrument's grain where its partition is consumed. A batch names the silo that it comes from: a grain that is not up is placed
/// there, and one that is up elsewhere, because a reader woke it or the partition has moved, goes there as soon as it has nothing to do.
/// </summary>
internal sealed class PumpPlacement(ILocalSiloDetails silo) : IOutgoingGrainCallFilter, IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (IsBatch(context))
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silo.SiloAddress);
        return context.Invoke();
    }

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        if (IsBatch(context)
            && context.Grain is SymbolGrain grain
            && RequestContext.Get(IPlacementDirector.PlacementHintKey) is SiloAddress pump
            && !pump.Equals(silo.SiloAddress))
            ((IGrainBase)grain).MigrateOnIdle(); // By the hint, which is still in the context.
    }

    private static bool IsBatch(IGrainCallContext context) =>
        context.InterfaceMethod.DeclaringType == typeof(ISymbolGrain) && context.InterfaceMethod.Name == nameof(ISymbolGrain.ApplyAsync);
}
