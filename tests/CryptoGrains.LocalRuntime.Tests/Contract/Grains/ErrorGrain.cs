namespace CryptoGrains.LocalRuntime.Tests.Contract;

public sealed class ErrorGrain : Grain, IErrorGrain
{
    public Task<int> ThrowAsync(ErrorCase error) => error switch
    {
        ErrorCase.AtOnce => throw new InvalidOperationException("At once."),
        ErrorCase.Later => ThrowLaterAsync(),
        _ => throw new OwnException("Our own."),
    };

    public ValueTask<int> AnswerAsync(int answer) => new(answer);

    public async ValueTask NothingAsync() => await Task.Yield();

    public async Task HoldAsync()
    {
        var journal = Journal.Of(this.GetPrimaryKeyString());
        journal.Add("held");
        await journal.Gate;
        journal.Add("done");
    }

    private static async Task<int> ThrowLaterAsync()
    {
        await Task.Yield();
        throw new ArgumentException("Later.");
    }
}
