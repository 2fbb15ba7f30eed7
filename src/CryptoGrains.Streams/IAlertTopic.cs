namespace CryptoGrains.Streams;

/// <summary>Where the journal of rules and alerts goes for programs outside: each line at least once.</summary>
public interface IAlertTopic
{
    /// <summary>Sends a line. Several may be under way; those of one subject arrive in the order of the calls.</summary>
    /// <param name="subject">The instrument or rule that the line is about.</param>
    /// <param name="line">The line, without its line feed.</param>
    /// <returns>Ends when the line is kept there.</returns>
    /// <exception cref="TradeLogException">It could not be kept: the sentence says why.</exception>
    Task KeepAsync(string subject, ReadOnlyMemory<byte> line);
}
