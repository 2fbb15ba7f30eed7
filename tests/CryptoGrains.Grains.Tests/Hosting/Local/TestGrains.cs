using CryptoGrains.LocalRuntime;
using Microsoft.Extensions.Hosting;

namespace CryptoGrains.Grains.Tests.Hosting;

/// <summary>Grains for tests on the runtime for one process.</summary>
internal static class TestGrains
{
    /// <summary>Adds the grains, their states in the folder <c>state</c> of the given one.</summary>
    public static void AddGrains(this IHostApplicationBuilder builder, string folder) => builder.Services.AddLocalGrains(grains =>
    {
        grains.GrainAssemblies.Add(typeof(ISymbolGrain).Assembly);
        grains.StateFolder = Path.Combine(folder, "state");
    });
}
