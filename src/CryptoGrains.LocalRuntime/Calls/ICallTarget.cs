namespace CryptoGrains.LocalRuntime;

/// <summary>What a reference points to.</summary>
internal interface ICallTarget
{
    GrainRuntime Runtime { get; }

    /// <summary>Sees to it that the request is run, or fails it.</summary>
    void Send(Request request);
}
