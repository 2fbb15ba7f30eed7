namespace CryptoGrains.LocalRuntime.Tests.Contract;

public interface IErrorGrain : IGrainWithStringKey
{
    Task<int> ThrowAsync(ErrorCase error);

    ValueTask<int> AnswerAsync(int answer);

    ValueTask NothingAsync();

    /// <summary>Waits for the gate, longer than its callers do; then writes <c>done</c>.</summary>
    [ResponseTimeout("00:00:01")]
    Task HoldAsync();
}
