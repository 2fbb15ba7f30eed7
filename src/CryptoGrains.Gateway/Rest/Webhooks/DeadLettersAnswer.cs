using CryptoGrains.Grains;

namespace CryptoGrains.Gateway.Rest.Webhooks;

/// <summary>The deliveries to a webhook that were given up.</summary>
/// <param name="DeadLetters">They, the oldest first.</param>
public sealed record DeadLettersAnswer(IReadOnlyList<DeadLetterAnswer> DeadLetters);

/// <summary>One of them.</summary>
/// <param name="Key">Its idempotency key.</param>
/// <param name="Seq">The journal's line.</param>
/// <param name="Reason">Why the last try failed.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="Time">When it was tried last, in ms since 1970.</param>
/// <param name="Waiting">Whether it waits to be sent again.</param>
public sealed record DeadLetterAnswer(string Key, long Seq, string Reason, int Tries, long Time, bool Waiting)
{
    internal static DeadLetterAnswer Of(WebhookDeadLetter letter) =>
        new(letter.Key, letter.Seq, letter.Reason, letter.Tries, letter.At.UnixMilliseconds, letter.IsWaiting);
}

/// <summary>Dead letters that are to be sent again.</summary>
/// <param name="Waiting">How many wait for that now.</param>
public sealed record ResendAnswer(int Waiting);
