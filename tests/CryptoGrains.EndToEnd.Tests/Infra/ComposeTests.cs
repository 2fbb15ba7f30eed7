namespace CryptoGrains.EndToEnd.Tests.Infra;

/// <summary>The cluster on one machine: docker-compose.yml.</summary>
public sealed class ComposeTests
{
    [Fact]
    public Task Docker_compose_takes_it_and_it_keeps_our_rules() => JavaScript.TestAsync(
        Path.Combine(Repository.Root, "tests", "CryptoGrains.EndToEnd.Tests", "manifests"), "node --test compose.test.mjs");

    [Fact]
    public Task The_silos_take_the_options_that_they_are_given() => Options.AreKnownAsync(
        Path.Combine(Repository.Root, "docker-compose.yml"), IsArgumentOfASilo);

    /// <summary>Lists of a silo's arguments begin with the verb, or go on behind it; another program's options do not end in a list's comma or bracket.</summary>
    private static bool IsArgumentOfASilo(string line) =>
        line.Contains("[run,") || (line.TrimStart() is ['-', '-', ..] && line.TrimEnd() is [.., ',' or ']']);
}
