using System.Diagnostics;

namespace CryptoGrains.Gateway.Tests.Support;

/// <summary>Waits for what another thread brings about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task BecomesAsync<T>(T expected, Func<T> read, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!Equals(read(), expected))
        {
            if (watch.Elapsed > Patience)
                throw new TimeoutException($"{what}: expected {expected} within {Patience}, actual {read()}");
            await Task.Yield();
        }
    }
}
