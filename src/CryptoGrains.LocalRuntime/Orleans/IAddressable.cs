namespace Orleans.Runtime;

/// <summary>Whatever calls can be sent to: a grain or an observer.</summary>
public interface IAddressable;
