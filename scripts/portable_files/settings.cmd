@echo off
rem Settings of the server. Remove "rem " in front of a line, change it, save, and start again.
rem Every setting is in the guide; the one in a line "set NAME=VALUE" has no spaces around "=".

rem Another port, if another program uses 8000. Printed cards name the port.
rem set PORT=8001

rem The address of this computer in the network of the hall, if phones cannot open the one in the window.
rem set PINGYI_PUBLIC_URL=http://192.168.1.5:8000

rem The Wi-Fi of the hall, for the join screen and printed cards.
rem set "PINGYI_WIFI=Hall"
rem set "PINGYI_WIFI_PASSWORD=12345678"

rem A Wi-Fi without internet: keeps phones in it.
rem set PINGYI_SITE=1

rem Sample meetings and simulated voters, to try it out.
rem set PINGYI_DEMO=1

rem Another place for the data.
rem set "PINGYI_DATA=D:\Pingyi-data"
