using System.Diagnostics;

namespace CryptoGrains.Bench;

/// <summary>What one run did.</summary>
/// <param name="PerSecond">How many a second.</param>
/// <param name="BytesEach">How many bytes each allocated, on all threads.</param>
internal readonly record struct Measured(double PerSecond, double BytesEach)
{
    /// <summary>Measures some work, after what came before it has been collected.</summary>
    public static async Task<Measured> OfAsync(long count, Func<Task> work)
    {
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var begin = Stopwatch.GetTimestamp();
        await work();
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return new Measured(count / seconds, (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / count);
    }
}
