namespace Koppel.Engine.Configuration.Editing;

/// <summary>A configuration was changed by somebody else since it was read, and is not overwritten.</summary>
/// <param name="file">The file's name.</param>
public sealed class ConfigurationChangedException(string file) : Exception(
    $"{file} was changed elsewhere since it was read here. Nothing was written. Read it again, and make the change once more.");
