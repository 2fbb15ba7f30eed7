namespace CryptoGrains.LocalRuntime.Tests.Contract;

public interface IReminderGrain : IGrainWithStringKey
{
    Task SetAsync(string name, TimeSpan dueTime, TimeSpan period);

    Task UnsetAsync(string name);

    Task<bool> IsSetAsync(string name);

    Task EndAsync();
}
