@echo off
rem For the Task Scheduler: writes to nightly.log only when a person is needed, and ends with koppel's exit code,
rem which the Task Scheduler shows as the last run result.
cd /d "%~dp0"
call secrets.cmd
koppel run load.sql --quiet 2>> nightly.log
exit /b %ERRORLEVEL%
