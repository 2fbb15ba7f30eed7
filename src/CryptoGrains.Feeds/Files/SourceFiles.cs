using System.IO.Enumeration;

namespace CryptoGrains.Feeds.Files;

/// <summary>Finds the files that a feed's target names.</summary>
internal static class SourceFiles
{
    /// <summary>The most files that one target may name.</summary>
    public const int MaxFiles = 10_000;

    /// <summary>
    /// Resolves file names separated by commas, each with <c>*</c> allowed in its last part, into existing files in order of
    /// their names, each once.
    /// </summary>
    /// <exception cref="FeedException">A file is missing, or nothing fits.</exception>
    public static IReadOnlyList<string> Find(string target)
    {
        var files = target
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(Match)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();

        return files.Count switch
        {
            0 => throw new FeedException(
                "No file is named: write one, several with commas between them, or a pattern such as data/*.gz."),
            > MaxFiles => throw new FeedException(
                $"'{target}' names {files.Count:N0} files; {MaxFiles:N0} are the limit. Use a narrower pattern."),
            _ => files,
        };
    }

    private static IEnumerable<string> Match(string name)
    {
        var folder = Path.GetDirectoryName(name) ?? string.Empty;
        var pattern = Path.GetFileName(name);
        if (folder.Contains('*'))
            throw new FeedException($"'{name}' has a * in a folder's name; it is allowed in the last part only.");

        if (!pattern.Contains('*'))
        {
            return File.Exists(name)
                ? [name]
                : throw new FeedException($"There is no file '{name}' in {Environment.CurrentDirectory}. Check the path.");
        }

        var searched = folder.Length == 0 ? "." : folder;
        if (!Directory.Exists(searched))
            throw new FeedException($"'{name}' fits no file: there is no folder '{searched}' in {Environment.CurrentDirectory}.");

        var found = Directory.EnumerateFiles(searched)
            .Where(file => FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(file), ignoreCase: false))
            .Select(file => Path.Combine(folder, Path.GetFileName(file)))
            .Take(MaxFiles + 1)
            .ToList();
        return found.Count > 0
            ? found
            : throw new FeedException($"'{name}' fits no file in {Path.GetFullPath(searched)}. Check the pattern.");
    }
}
