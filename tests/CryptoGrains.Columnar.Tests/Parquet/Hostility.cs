namespace CryptoGrains.Columnar.Tests.Parquet;

/// <summary>Whether damaged bytes do no more than they may.</summary>
internal static class Hostility
{
    /// <summary>What an exception with its message and its stack may take.</summary>
    private const int Refusal = 32 * 1024;

    /// <summary>Whether reading gives a result or an <see cref="InvalidDataException"/>, and takes no more memory than allowed.</summary>
    public static bool IsHarmless(Action read, long allowed)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read();
        }
        catch (InvalidDataException e)
        {
            Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
        }

        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken <= allowed + Refusal, $"{taken} bytes were allocated, where {allowed} are allowed.");
        return true;
    }
}
