
namespace CryptoGrains.Host.Nodes.Grains;

/// <summary>In a build without Azure's tables: <c>--cluster azure</c> is refused before it comes to this.</summary>
internal static class AzureCluster
{
    public const bool IsBuiltIn = false;

    public static void Use(ISiloBuilder silo, string connection) => throw new NotSupportedException("Built without Azure's tables.");
}
