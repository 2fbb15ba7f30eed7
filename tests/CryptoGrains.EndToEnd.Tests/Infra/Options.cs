using System.Text.RegularExpressions;

namespace CryptoGrains.EndToEnd.Tests.Infra;

/// <summary>What a file of the infrastructure tells a node.</summary>
internal static partial class Options
{
    /// <summary>Whether each option in it is one that <c>cryptograins run</c> knows. Those of other programs are not written as this looks for.</summary>
    public static async Task AreKnownAsync(string file)
    {
        var given = Option().Matches(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))
            .Select(option => option.Groups[1].Value)
            .ToHashSet();
        Assert.Superset(new HashSet<string> { "--data", "--feed", "--log", "--urls" }, given);

        var (_, help) = await Tool.RunAsync(
            Repository.Root, ["dotnet", Path.Combine(AppContext.BaseDirectory, "cryptograins.dll"), "run", "--help"]);
        Assert.All(given, option => Assert.Contains($" {option} ", help));
    }

    // An item of its own in node.yaml; in a line that begins with the verb in docker-compose.yml.
    [GeneratedRegex(@"(?:^ +- |(?<=\[run,.*) )(--[a-z]+)", RegexOptions.Multiline)]
    private static partial Regex Option();
}
