using System.Text;
using CryptoGrains.Analytics.Indicators;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Indicators;

public sealed class IndicatorsPageTests
{
    private const string Mark = "<!-- catalogue -->\n";

    [Fact]
    public void The_page_ends_in_the_catalogue()
    {
        var path = Path.Combine(Feeding.Root(), "docs", "indicators.md");
        var page = File.ReadAllText(path);
        var expected = page[..(page.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)] + Catalogue();
        if (page == expected)
            return;

        var written = Path.Combine(Path.GetTempPath(), "indicators.md");
        File.WriteAllText(written, expected);
        Assert.Fail($"docs/indicators.md is not what the catalogue says: take {written} in its place.");
    }

    private static string Catalogue()
    {
        var text = new StringBuilder();
        foreach (var kind in IndicatorCatalogue.All)
        {
            var definition = kind.WithDefaults();
            text.Append($"\n### {definition}\n\n{kind.Summary}\n\n");
            if (!kind.Parameters.IsEmpty)
                text.Append($"- Parameters: {string.Join(", ", kind.Parameters.Select(parameter => parameter.Range))}.\n");
            foreach (var output in kind.Outputs)
                text.Append($"- `{output.Name}`: {output.Meaning}.\n");
            text.Append($"- Formula: {kind.Formula}.\n");
            text.Append($"- {kind.Edges}\n");
            text.Append($"- First value: {definition.FirstValue(Interval.OneMinute):#,0}. ");
            text.Append(definition.BarsNeeded(Interval.OneMinute) is { } needed ? $"Bars needed: {needed:#,0}.\n" : "Bars needed: all.\n");
            text.Append($"- Source: {kind.Source}\n");
        }

        return text.ToString();
    }
}
