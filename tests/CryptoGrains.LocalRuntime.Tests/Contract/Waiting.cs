using System.Runtime.CompilerServices;

namespace CryptoGrains.LocalRuntime.Tests.Contract;

public static class Waiting
{
    /// <summary>Waits for a thing that needs no time to pass, only work to be done.</summary>
    public static async Task<T> Soon<T>(this Task<T> thing, [CallerArgumentExpression(nameof(thing))] string what = "")
    {
        await Soon((Task)thing, what);
        return await thing;
    }

    /// <inheritdoc cref="Soon{T}"/>
    public static async Task Soon(this Task thing, [CallerArgumentExpression(nameof(thing))] string what = "")
    {
        var limit = TimeSpan.FromSeconds(20);
        if (await Task.WhenAny(thing, Task.Delay(limit)) != thing)
            throw new TimeoutException($"'{what}' was expected to end soon; after {limit} it is {thing.Status}.");
        await thing;
    }
}
