namespace CryptoGrains.LocalRuntime;

/// <summary>The grain with this key, active or not.</summary>
internal sealed record GrainAddress(GrainClass Class, string Key) : ICallTarget
{
    public GrainRuntime Runtime => Class.Runtime;

    public void Send(Request request) => Class.Send(this, request);

    public override string ToString() => $"{Class.Name} '{Key}'";
}
