using Orleans.Storage;

namespace CryptoGrains.LocalRuntime;

/// <summary>
/// Versions of states: random, so that a state which was deleted and stored anew is never taken for the old one.
/// </summary>
internal static class StateVersion
{
    public static long Next() => Random.Shared.NextInt64(1, long.MaxValue);

    public static string? ToEtag(long version) => version == 0 ? null : version.ToString("x16");

    /// <summary>Checks that the stored version is the expected one.</summary>
    /// <exception cref="InconsistentStateException">The versions differ.</exception>
    public static void Check(StateKey key, long stored, long expected)
    {
        if (stored != expected)
            throw new InconsistentStateException(
                $"{key} is stored as version {ToEtag(stored) ?? "none"}, not as {ToEtag(expected) ?? "none"}: "
                + "something else wrote it since it was read. Nothing was written.",
                ToEtag(stored),
                ToEtag(expected));
    }
}
