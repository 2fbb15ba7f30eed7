namespace CryptoGrains.History.Tests.Stores.Services;

/// <summary>One Azurite for all tests of a class or of a collection.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite? _azurite;
    private int _containers;

    /// <summary>The running service.</summary>
    public Azurite Azurite => _azurite!;

    /// <summary>A container's name that no other test of this fixture has.</summary>
    public string NewContainer() => $"test-{Interlocked.Increment(ref _containers)}";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _azurite = await Azurite.StartAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }
}
