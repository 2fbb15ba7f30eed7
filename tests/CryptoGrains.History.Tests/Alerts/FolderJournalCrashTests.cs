namespace CryptoGrains.History.Tests.Alerts;

/// <summary>Crashes on a folder.</summary>
public sealed class FolderJournalCrashTests : JournalCrashContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override string NewStore() => Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"));
}
