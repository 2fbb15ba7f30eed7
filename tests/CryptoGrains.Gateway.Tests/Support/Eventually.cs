using System.Diagnostics;

namespace CryptoGrains.Gateway.Tests.Support;

/// <summary>Waits for what another thread brings about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task BecomesAsync<T>(T expected, Func<T> read, string what)
    {
        if (!await TryAsync(() => Equals(read(), expected), Patience))
            throw new TimeoutException($"{what}: expected {expected} within {Patience}, actual {read()}");
    }

    /// <summary>Whether something becomes true within a time.</summary>
    public static async Task<bool> TryAsync(Func<bool> isTrue, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (!isTrue())
        {
            if (watch.Elapsed > patience)
                return false;
            await Task.Yield();
        }

        return true;
    }
}
