using CryptoGrains.History.Tests.Stores.Services;

namespace CryptoGrains.History.Tests.Alerts;

/// <summary>Crashes on Azurite, which itself goes on.</summary>
public sealed class AzureJournalCrashTests(AzuriteFixture fixture) : JournalCrashContract, IClassFixture<AzuriteFixture>
{
    // One request after the other: all of them take some minutes.
    protected override int OneOf => 23;

    protected override string NewStore() => $"{fixture.Azurite.ConnectionString}Container={fixture.NewContainer()}";
}
