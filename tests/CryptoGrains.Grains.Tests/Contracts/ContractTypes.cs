using System.Reflection;
using CryptoGrains.Grains.Alerts.Webhooks;
using CryptoGrains.Grains.Catalog;
using CryptoGrains.Grains.Symbols;

namespace CryptoGrains.Grains.Tests.Contracts;

/// <summary>The types of ours that cross a call between grains, or are stored: found from the grains' interfaces.</summary>
internal static class ContractTypes
{
    private static readonly Type[] Interfaces =
    [
        typeof(ISymbolGrain), typeof(IChannelGrain), typeof(IChannelObserver), typeof(ICatalogGrain), typeof(IBatchGrain), typeof(IAlertGrain),
        typeof(IWebhookGrain),
    ];

    /// <summary>All of them: those of the grains' own assembly, and those of the assemblies below.</summary>
    public static IReadOnlyList<Type> All { get; } = Find();

    private static List<Type> Find()
    {
        var found = new HashSet<Type>();
        var open = new Queue<Type>([typeof(SymbolState), typeof(CatalogState), typeof(WebhooksState)]);
        foreach (var method in Interfaces.SelectMany(type => type.GetMethods()))
        {
            open.Enqueue(method.ReturnType);
            foreach (var parameter in method.GetParameters())
                open.Enqueue(parameter.ParameterType);
        }

        while (open.TryDequeue(out var type))
        {
            foreach (var argument in type.GetGenericArguments())
                open.Enqueue(argument);
            if (type.IsInterface || type.Assembly.GetName().Name?.StartsWith("CryptoGrains.", StringComparison.Ordinal) != true || !found.Add(type))
                continue;

            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                open.Enqueue(property.PropertyType);
        }

        return [.. found.OrderBy(type => type.Name, StringComparer.Ordinal)];
    }
}
