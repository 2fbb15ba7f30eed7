using CryptoGrains.History.Tests.Stores.Services;

namespace CryptoGrains.History.Tests.Crash;

/// <summary>Crashes on Azurite, which itself goes on.</summary>
public sealed class AzureCrashTests(AzuriteFixture fixture) : CrashContract, IClassFixture<AzuriteFixture>
{
    protected override string NewStore() => $"{fixture.Azurite.ConnectionString}Container={fixture.NewContainer()}";
}
