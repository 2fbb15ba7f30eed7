namespace CryptoGrains.Gateway.Http;

/// <summary>Problems that several endpoints have.</summary>
internal static class Problems
{
    /// <summary>The history can't be read.</summary>
    /// <param name="because">What comes before that in the sentence; empty where nothing does.</param>
    public static Problem HistoryUnavailable(string because = "") => new(
        503,
        ProblemCodes.HistoryUnavailable,
        $"{because}{(because.Length == 0 ? 'T' : 't')}he history can't be read just now. Ask again in a few seconds; /api/v1/batch says what is wrong.");

    /// <summary>There is no such version of a table.</summary>
    public static Problem UnknownVersion(string table) => new(
        404,
        ProblemCodes.UnknownVersion,
        $"There is no such version of {table}: it is not there yet, or its files were collected, or nothing had been committed at that time. "
        + "/api/v1/datasets lists the newest ones.");
}
