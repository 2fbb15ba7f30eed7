using CryptoGrains.Feeds;
using CryptoGrains.Host.Nodes;

namespace CryptoGrains.Host.Commands;

/// <summary>How every verb ends: its exit code, and its mistakes and failures as sentences.</summary>
internal static class Verb
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int BadArguments = 2;

    /// <summary>Runs a verb's work. What its user can mend is told in a sentence; anything else is our mistake and shows itself whole.</summary>
    public static async Task<int> RunAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (NodeSetupException mistakes)
        {
            foreach (var mistake in mistakes.Sentences)
                await Console.Error.WriteLineAsync(mistake);
            return BadArguments;
        }
        catch (FeedException mistake)
        {
            await Console.Error.WriteLineAsync(mistake.Message);
            return BadArguments;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped before it was done. What was committed stays; run it again to go on.");
            return Failed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return Failed;
        }
    }
}
