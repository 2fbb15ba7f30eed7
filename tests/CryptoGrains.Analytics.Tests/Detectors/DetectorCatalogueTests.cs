using CryptoGrains.Analytics.Detectors;

namespace CryptoGrains.Analytics.Tests.Detectors;

public class DetectorCatalogueTests
{
    public static TheoryData<string> Names => [.. DetectorCatalogue.All.Select(info => info.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_page_says_what_the_catalogue_says(string name)
    {
        var info = DetectorCatalogue.Find(name)!;
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "detectors.md"));

        Assert.Contains($"## {name}\n", page);
        var section = page.Split("\n## ").Single(part => part.StartsWith($"{name}\n"));
        Assert.Contains(info.Summary, section);
        Assert.Contains(info.Source, section);
        Assert.Contains($"Fed with: {info.Input}. Events: {string.Join(", ", info.Events.Select(what => $"`{what}`"))}.", section);
        var rows = section.Split('\n').Where(line => line.StartsWith("| `")).ToList();
        Assert.Equal(info.Parameters.Select(p => $"| `{p.Name}` | {p.Default} | {p.Least} to {p.Most} | {p.Meaning} |"), rows);
    }

    [Fact]
    public void Names_are_unique_and_defaults_are_in_their_ranges()
    {
        Assert.Equal(DetectorCatalogue.All.Length, DetectorCatalogue.All.Select(info => info.Name).Distinct().Count());
        foreach (var info in DetectorCatalogue.All)
            Assert.Empty(info.Mistakes(info.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Default)));
    }

    [Fact]
    public void A_value_that_can_not_be_used_is_refused_with_what_may_be_written()
    {
        var info = DetectorCatalogue.Find("flash-crash")!;

        Assert.Equal(
            [
                "The detector 'flash-crash' has no parameter 'move'. It has: moves, seconds, change, wayBack, patience.",
                "The parameter 'change' of 'flash-crash' is 2; give a number from 0.0001 to 0.9.",
                "The parameter 'moves' of 'flash-crash' is NaN; give a number from 3 to 1000.",
            ],
            info.Mistakes(new Dictionary<string, double> { ["move"] = 1, ["change"] = 2, ["moves"] = double.NaN }));
        Assert.Throws<ArgumentException>(() => info.Create(Made.Bitcoin, new Dictionary<string, double> { ["change"] = 2 }));
        Assert.Null(DetectorCatalogue.Find("none"));
    }

    private static string Root()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "CryptoGrains.sln")))
            root = root.Parent!;
        return root.FullName;
    }
}
