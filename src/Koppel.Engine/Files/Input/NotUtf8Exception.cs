namespace Koppel.Engine.Files.Input;

/// <summary>The text is not the UTF-8 that it was taken for.</summary>
internal sealed class NotUtf8Exception() : Exception("The text is no UTF-8.");
