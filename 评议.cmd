@echo off
setlocal DisableDelayedExpansion
chcp 65001 >nul
title Pingyi
cd /d "%~dp0"
if not exist "%~nx0" goto nofolder
set PINGYI_OPEN=1
if not defined PINGYI_DATA set "PINGYI_DATA=%CD%\data"
if exist settings.cmd call settings.cmd
if exist app\server\__main__.py goto package
if exist server\__main__.py goto checkout
goto incomplete

:package
if exist python\python.exe goto own
py -3.13 -c "" >nul 2>nul
if not "%ERRORLEVEL%"=="0" goto nointerpreter
set "PYTHONPATH=%CD%\app;%CD%\lib"
py -3.13 -s -X utf8 -m server %*
goto ended

:own
python\python.exe -X utf8 -m server %*
goto ended

:checkout
if not exist .venv\ready goto find
.venv\Scripts\python.exe -c "import filecmp, sys; sys.exit(not filecmp.cmp('pyproject.toml', '.venv/ready', False))"
if "%ERRORLEVEL%"=="0" goto installed

:find
set "PYTHON=py -3"
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if "%ERRORLEVEL%"=="0" goto install
set "PYTHON=python"
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not "%ERRORLEVEL%"=="0" goto nopython

:install
echo Installing what Pingyi needs. Once only, with internet ...
%PYTHON% -m venv .venv
if not "%ERRORLEVEL%"=="0" goto notinstalled
.venv\Scripts\python.exe -m pip install --quiet --disable-pip-version-check -e .[fast,site,pdf]
if "%ERRORLEVEL%"=="0" goto ready
.venv\Scripts\python.exe -m pip install --quiet --disable-pip-version-check -e .[site]
if not "%ERRORLEVEL%"=="0" goto notinstalled

:ready
copy /y pyproject.toml .venv\ready >nul

:installed
.venv\Scripts\python.exe -X utf8 -m server %*

:ended
set "RESULT=%ERRORLEVEL%"
if not "%RESULT%"=="0" pause
exit /b %RESULT%

:nofolder
echo This folder cannot be opened.
echo 无法打开程序所在的文件夹。请把整个文件夹复制到本机，例如桌面。
goto failed

:incomplete
echo Unpack the whole zip first, then start from the unpacked folder.
echo 请先解压整个压缩包（右键，全部解压缩），再双击解压后文件夹里的“评议”。
goto failed

:nointerpreter
echo python\python.exe is missing: unpack the zip again.
echo 缺少 python\python.exe（可能被杀毒软件删除）。请重新解压，并把文件夹加入杀毒软件的信任区。
goto failed

:nopython
echo Python 3.11 or later is needed: install it from python.org.
echo 需要 Python 3.11 或更新的版本，请从 python.org 下载安装，然后再双击一次。
goto failed

:notinstalled
echo The installation failed. Is there internet?
echo 安装组件没有成功。首次启动需要联网，请检查网络后再双击一次。

:failed
pause
exit /b 2
