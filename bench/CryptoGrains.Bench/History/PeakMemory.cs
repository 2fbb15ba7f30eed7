using System.Globalization;

namespace CryptoGrains.Bench.History;

/// <summary>The most memory that this process had in use, as Linux counts it.</summary>
internal static class PeakMemory
{
    /// <summary>Begins to count anew, after what is no longer used was given back.</summary>
    public static void Reset()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        File.WriteAllText("/proc/self/clear_refs", "5");
    }

    /// <summary>The most since then, in MiB.</summary>
    public static long MiB()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
