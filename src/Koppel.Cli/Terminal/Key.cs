namespace Koppel.Cli.Terminal;

/// <summary>A key that was pressed.</summary>
/// <param name="Code">What it means.</param>
/// <param name="Text">The letters of a <see cref="KeyCode.Text"/> or a <see cref="KeyCode.Paste"/>.</param>
readonly record struct Key(KeyCode Code, string Text = "");
