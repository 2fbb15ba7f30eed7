using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;

namespace CryptoGrains.LocalRuntime;

/// <summary>Adds the grain runtime to a program.</summary>
public static class LocalGrainServices
{
    /// <summary>
    /// Serves the grain classes of the assemblies named in the options, in this process. Grains are reached by
    /// <see cref="IGrainFactory"/>; when the host stops, they finish what they have and are deactivated.
    /// </summary>
    /// <remarks>What calls grains from outside is to be registered after this, so that the host stops it first.</remarks>
    /// <exception cref="InvalidOperationException">An option is missing or makes no sense.</exception>
    public static IServiceCollection AddLocalGrains(this IServiceCollection services, Action<LocalGrainOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new LocalGrainOptions();
        configure(options);
        options.Check();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<GrainRuntime>();
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainRuntime>());
        services.AddHostedService<LocalGrainHost>();
        return services;
    }
}
