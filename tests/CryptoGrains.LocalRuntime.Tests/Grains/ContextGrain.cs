namespace CryptoGrains.LocalRuntime.Tests;

public sealed class ContextGrain(TimeProvider time) : Grain, IContextGrain
{
    public static readonly AsyncLocal<string?> Ambient = new();

    public Task<string?> AmbientAsync() => Task.FromResult(Ambient.Value);

    public Task<DateTimeOffset> NowAsync() => Task.FromResult(time.GetUtcNow());
}
