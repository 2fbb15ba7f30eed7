using System.Globalization;

namespace CryptoGrains.History.Archive;

/// <summary>
/// The names under which the table <c>trades</c> keeps how far a log is archived: <c>log:ID</c> numbers the logs in the order in which the
/// archive met them, <c>log:ID:PARTITION</c> is the offset after the last archived record, and <c>clock:ID:PARTITION:VENUE</c> the
/// venue's greatest clock mark before it, in µs since 1970.
/// </summary>
internal static class LogTransactions
{
    private const string LogPrefix = "log:";

    /// <summary>The name of a log's number.</summary>
    public static string Number(string log) => LogPrefix + log;

    /// <summary>The name of a partition's position.</summary>
    public static string Position(string log, int partition) => string.Create(CultureInfo.InvariantCulture, $"{LogPrefix}{log}:{partition}");

    /// <summary>The name of a venue's clock in a partition.</summary>
    public static string Clock(string log, int partition, string venue) =>
        ClockPrefix(log, partition) + venue;

    /// <summary>What the names of all clocks of a partition begin with.</summary>
    public static string ClockPrefix(string log, int partition) => string.Create(CultureInfo.InvariantCulture, $"clock:{log}:{partition}:");

    /// <summary>The logs that were met, the newest first.</summary>
    public static IEnumerable<string> Logs(IReadOnlyDictionary<string, long> transactions) => transactions
        .Where(pair => pair.Key.StartsWith(LogPrefix, StringComparison.Ordinal) && !pair.Key[LogPrefix.Length..].Contains(':'))
        .OrderByDescending(pair => pair.Value)
        .ThenByDescending(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => pair.Key[LogPrefix.Length..]);

    /// <summary>The number of the next log that is met.</summary>
    public static long NextNumber(IReadOnlyDictionary<string, long> transactions) =>
        Logs(transactions).Select(log => transactions[Number(log)]).FirstOrDefault() + 1;
}
