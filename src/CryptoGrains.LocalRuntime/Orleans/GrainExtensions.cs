using CryptoGrains.LocalRuntime;
using Orleans.Runtime;

namespace Orleans;

/// <summary>What can be asked of a grain and of a reference to one.</summary>
public static class GrainExtensions
{
    /// <summary>The key of a grain, or of the grain that a reference points to.</summary>
    /// <exception cref="ArgumentException">It is neither a grain nor a reference to one.</exception>
    public static string GetPrimaryKeyString(this IAddressable grain) => AddressOf(grain).Key;

    /// <summary>A reference to the same grain by one of its interfaces: what a grain hands out in place of <c>this</c>.</summary>
    /// <exception cref="ArgumentException">It is neither a grain nor a reference to one, or the grain class lacks the
    /// interface.</exception>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
    {
        var address = AddressOf(grain);
        return (TGrainInterface)address.Class.Runtime.MakeReference(typeof(TGrainInterface), address);
    }

    private static GrainAddress AddressOf(IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            Grain activated => activated.Activation.Address,
            GrainReference { Target: GrainAddress address } => address,
            _ => throw new ArgumentException($"A {grain.GetType()} is neither a grain nor a reference to one.", nameof(grain)),
        };
    }
}
