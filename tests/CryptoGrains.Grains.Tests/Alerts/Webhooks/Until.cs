namespace CryptoGrains.Grains.Tests.Alerts.Webhooks;

/// <summary>Waits for what others bring about.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task IsAsync<T>(T expected, Func<T> actual) => IsAsync(expected, () => Task.FromResult(actual()));

    public static async Task IsAsync<T>(T expected, Func<Task<T>> actual)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (var last = await actual(); !Equals(last, expected); last = await actual())
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Expected {expected} within {Patience}; it is {last}.");
            await Task.Yield();
        }
    }
}
